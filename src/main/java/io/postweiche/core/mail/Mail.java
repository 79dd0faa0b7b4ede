package io.postweiche.core.mail;

/** A mail in the router's care: what lies in a relay queue or among the dead letters. */
public record Mail(
    MailId id, Envelope envelope, Summary summary, Journey journey, Content content, Terms terms) {
  /** One of which nothing special is asked. */
  public Mail(MailId id, Envelope envelope, Summary summary, Journey journey, Content content) {
    this(id, envelope, summary, journey, content, Terms.NONE);
  }

  public Mail withId(MailId other) {
    return new Mail(other, envelope, summary, journey, content, terms);
  }

  public Mail withEnvelope(Envelope other) {
    return new Mail(id, other, summary, journey, content, terms);
  }

  public Mail withJourney(Journey other) {
    return new Mail(id, envelope, summary, other, content, terms);
  }

  public Mail withContent(Content other) {
    return new Mail(id, envelope, summary, journey, other, terms);
  }

  public Mail withTerms(Terms other) {
    return new Mail(id, envelope, summary, journey, content, other);
  }
}
