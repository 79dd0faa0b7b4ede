package io.postweiche.smtp;

import io.postweiche.config.ListenLimits;

/** What one connection may still do. */
final class Quota {
  private final int mostCommands;
  private final long mostOctets;
  private final long endOfPatience;
  private long octets;
  private int commands;
  private int messages;
  private int recipients;

  Quota(ListenLimits listen, Limits limits) {
    this.mostCommands = limits.commands();
    this.mostOctets = listen.bytes();
    this.endOfPatience =
        mostOctets + 2 * listen.messageSize() + (long) LineReader.LONGEST * listen.recipients();
    this.messages = listen.messages();
    this.recipients = limits.recipients();
  }

  /** Counts a command; false when too many came without a mail. */
  boolean command() {
    return ++commands <= mostCommands;
  }

  /** The command named a recipient or brought a piece of a mail: it is none without a mail. */
  void partOfMail() {
    commands--;
  }

  /** Counts octets of commands and messages; false when there were far too many. */
  boolean octets(int more) {
    octets += more;
    return octets <= endOfPatience;
  }

  /** Whether a further mail may begin; one that has begun has room to come to its end. */
  boolean hasOctets() {
    return octets <= mostOctets;
  }

  /** A mail is stored: this client does what it is here for. */
  void mailStored() {
    commands = 0;
  }

  boolean hasMessage() {
    return messages > 0 && recipients > 0;
  }

  /** Counts a message, whatever became of it. */
  void messageCame() {
    messages--;
  }

  /** Takes one more recipient; false when the connection has had them all. */
  boolean recipient() {
    return recipients > 0 && recipients-- > 0;
  }
}
