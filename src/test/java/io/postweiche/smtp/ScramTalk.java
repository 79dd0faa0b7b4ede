package io.postweiche.smtp;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.util.List;

/** Logs in by SCRAM-SHA-256 over a connection, with a client of OnGres (the one pgjdbc uses). */
final class ScramTalk {
  private final RawSmtp wire;
  private final ScramClient client;

  /** The messages in the clear, as far as they came. */
  String clientFirst;

  String serverFirst;
  String clientFinal;

  ScramTalk(RawSmtp wire, String user, String password) {
    this.wire = wire;
    this.client =
        ScramClient.builder()
            .advertisedMechanisms(List.of("SCRAM-SHA-256"))
            .username(user)
            .password(password.toCharArray())
            .stringPreparation(StringPreparation.SASL_PREPARATION)
            .build();
    this.clientFirst = client.clientFirstMessage().toString();
  }

  /** The whole login; the client checks the server's signature. The last reply. */
  static String login(RawSmtp wire, String user, String password) throws IOException {
    ScramTalk talk = new ScramTalk(wire, user, password);
    talk.first();
    String reply = talk.last();
    return reply.startsWith("334 ") ? talk.acknowledge(reply) : reply;
  }

  /** Sends the first message as an initial response; the reply. */
  String first() throws IOException {
    return heard(wire.ask("AUTH SCRAM-SHA-256 " + Base64Text.of(clientFirst)));
  }

  /** Takes in the challenge that answers the first message. */
  String heard(String reply) throws IOException {
    serverFirst = reply.startsWith("334 ") ? text(reply) : null;
    return reply;
  }

  /** Sends the proof; the reply. */
  String last() throws IOException {
    proof();
    return wire.ask(Base64Text.of(clientFinal));
  }

  /** Makes the message with the proof. */
  String proof() throws IOException {
    try {
      client.serverFirstMessage(serverFirst);
    } catch (ScramException e) {
      throw new IOException(e);
    }
    clientFinal = client.clientFinalMessage().toString();
    return clientFinal;
  }

  /** Checks the server's signature and takes it; the reply. */
  String acknowledge(String reply) throws IOException {
    try {
      client.serverFinalMessage(text(reply));
    } catch (ScramException e) {
      throw new IOException(e);
    }
    return wire.ask("");
  }

  static String text(String reply) throws IOException {
    try {
      return Base64Text.decode(reply.substring(4));
    } catch (Refused e) {
      throw new IOException(reply, e);
    }
  }
}
