package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Headers;
import io.postweiche.core.mail.Mailbox;
import java.util.ArrayList;
import java.util.List;

/** The address fields of a message's own header (RFC 5322 section 3.6). */
record PostedHeaders(Headers headers) implements Addressing {
  @Override
  public Address sender() throws PostFault {
    for (String name : List.of("Sender", "From")) {
      List<Address> found = addresses(name);
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    throw new PostFault("no sender: the property mailFrom, or a header Sender or From, is wanted");
  }

  @Override
  public List<Address> recipients() throws PostFault {
    List<Address> found = new ArrayList<>();
    for (String name : List.of("To", "Cc", "Bcc")) {
      found.addAll(addresses(name));
    }
    return found;
  }

  private List<Address> addresses(String name) throws PostFault {
    List<Address> found = new ArrayList<>();
    for (String field : headers.all(name)) {
      for (Mailbox each : Mailboxes.list("header " + name, field)) {
        found.add(each.address());
      }
    }
    return found;
  }
}
