package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address fields of a message's header block (RFC 5322 section 3.6). */
final class PostedHeaders implements Addressing {
  private final InternetHeaders headers;

  private PostedHeaders(InternetHeaders headers) {
    this.headers = headers;
  }

  static PostedHeaders of(byte[] headerBlock) throws PostFault {
    try {
      return new PostedHeaders(new InternetHeaders(new ByteArrayInputStream(headerBlock), true));
    } catch (MessagingException e) {
      throw new PostFault("the header block", String.valueOf(e.getMessage()));
    }
  }

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
      Sizes.checkRecipients(found.size());
    }
    return found;
  }

  private List<Address> addresses(String name) throws PostFault {
    List<Address> found = new ArrayList<>();
    String @Nullable [] fields = headers.getHeader(name);
    for (String field : fields == null ? new String[0] : fields) {
      collect("header " + name, MimeUtility.unfold(field), found);
    }
    return found;
  }

  private static void collect(String where, String field, List<Address> found) throws PostFault {
    try {
      for (InternetAddress each : InternetAddress.parseHeader(field, false)) {
        if (each.isGroup()) {
          members(where, each, found);
        } else if (each.getAddress() != null) {
          found.add(Mailbox.of(where, each.getAddress()).address());
        }
      }
    } catch (AddressException e) {
      throw new PostFault(where, "not an address list (" + e.getMessage() + "): " + field);
    }
  }

  // "undisclosed-recipients:;" has none
  private static void members(String where, InternetAddress group, List<Address> found)
      throws AddressException, PostFault {
    InternetAddress @Nullable [] members = group.getGroup(false);
    for (InternetAddress each : members == null ? new InternetAddress[0] : members) {
      found.add(Mailbox.of(where, each.getAddress()).address());
    }
  }
}
