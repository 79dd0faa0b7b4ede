package io.postweiche.core.mail;

/** A mail in the router's care: what lies in a relay queue or among the dead letters. */
public record Mail(
    MailId id, Envelope envelope, Summary summary, Journey journey, Content content) {
  public Mail withEnvelope(Envelope other) {
    return new Mail(id, other, summary, journey, content);
  }

  public Mail withJourney(Journey other) {
    return new Mail(id, envelope, summary, other, content);
  }

  public Mail withContent(Content other) {
    return new Mail(id, envelope, summary, journey, other);
  }
}
