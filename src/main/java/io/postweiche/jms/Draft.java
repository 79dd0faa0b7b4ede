package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Mailbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mail as its fields, before it is composed; filled while a post is read. */
final class Draft implements Addressing {
  @Nullable Mailbox from;
  @Nullable Mailbox sender;
  List<Mailbox> replyTo = List.of();
  final List<Mailbox> to = new ArrayList<>();
  final List<Mailbox> cc = new ArrayList<>();
  final List<Mailbox> bcc = new ArrayList<>();
  String subject = "";

  /** Further header fields, checked. */
  final Map<String, String> headers = new LinkedHashMap<>();

  /** The same content in one or more types, the plainest first. */
  final List<Part> bodies = new ArrayList<>();

  final List<Part> attachments = new ArrayList<>();

  /**
   * A part of the mail.
   *
   * @param type its Content-Type, checked
   * @param name the file's name, null for a body
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(String type, @Nullable String name, byte[] octets) {}

  @Override
  public Address sender() throws PostFault {
    Mailbox who = sender == null ? from() : sender;
    return who.address();
  }

  Mailbox from() throws PostFault {
    if (from == null) {
      throw new PostFault("no sender: from is missing");
    }
    return from;
  }

  @Override
  public List<Address> recipients() {
    List<Address> all = new ArrayList<>();
    to.forEach(each -> all.add(each.address()));
    cc.forEach(each -> all.add(each.address()));
    bcc.forEach(each -> all.add(each.address()));
    return all;
  }
}
