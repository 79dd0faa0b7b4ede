package io.postweiche.smtp;

import java.time.Duration;

/**
 * Bounds of one connection that no listener changes.
 *
 * @param command until a whole command line has arrived (RFC 5321 section 4.5.3.2.7)
 * @param dataBlock between two pieces of a message (section 4.5.3.2.5)
 * @param message for a whole message, beyond what its size needs at {@code slowestRate}
 * @param slowestRate octets a second that a client must reach on a long message
 * @param withoutMail for a connection since its last mail
 * @param proxyHeader until a proxy has told the client's address
 * @param drain for messages under way when the server closes
 * @param farewell for the client to read the last reply before the connection goes
 * @param failedLogin before the first failed login is answered; doubles with each further one
 * @param logins failed logins that end the connection
 * @param faults protocol errors that end the connection
 * @param commands without a mail that end the connection
 * @param recipients over one connection
 */
record Limits(
    Duration command,
    Duration dataBlock,
    Duration message,
    int slowestRate,
    Duration withoutMail,
    Duration proxyHeader,
    Duration drain,
    Duration farewell,
    Duration failedLogin,
    int logins,
    int faults,
    int commands,
    int recipients) {
  static final Limits STANDARD =
      new Limits(
          Duration.ofMinutes(5),
          Duration.ofMinutes(3),
          Duration.ofMinutes(2),
          1000,
          Duration.ofMinutes(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          3,
          20,
          100,
          100_000);
}
