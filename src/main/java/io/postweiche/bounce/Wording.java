package io.postweiche.bounce;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import java.util.List;
import java.util.Set;

/** What a report says to a person, in plain words. */
enum Wording {
  DE {
    @Override
    String subject() {
      return "Nicht zugestellt";
    }

    @Override
    String greeting(String subject) {
      return "Ihre Nachricht"
          + quoted(subject, "\u201e", "\u201c")
          + " konnte nicht zugestellt werden an:";
    }

    @Override
    String happened(DeadReason reason) {
      return switch (reason) {
        case SENDER_NOT_ALLOWED ->
            "Kein Relay-Konto darf Nachrichten mit Ihrer Absenderadresse versenden.";
        case RECIPIENT_REFUSED ->
            "Der Server der Gegenseite nimmt f\u00fcr diese Adresse nichts an.";
        case CONTENT_REFUSED -> "Der Inhalt der Nachricht wurde abgelehnt.";
        case TOO_LARGE -> "Die Nachricht ist zu gro\u00df.";
        case EXPIRED ->
            "Alle Zustellversuche sind fehlgeschlagen; die Zeit daf\u00fcr ist abgelaufen.";
        case UNROUTABLE -> "F\u00fcr Ihre Absenderadresse ist kein Weg eingerichtet.";
        case MALFORMED -> "Die Nachricht ist nicht lesbar.";
      };
    }

    @Override
    String advice(DeadReason reason) {
      return switch (reason) {
        case SENDER_NOT_ALLOWED ->
            "Das liegt nicht am Empf\u00e4nger. Wenden Sie sich an Ihre Administration: Die Nachricht ist"
                + " aufbewahrt und kann von dort \u00fcber ein anderes Konto gesendet werden.";
        case RECIPIENT_REFUSED ->
            "Pr\u00fcfen Sie die Schreibweise der Adresse, oder fragen Sie den Empf\u00e4nger auf anderem Weg.";
        case CONTENT_REFUSED ->
            "Die Antwort unten nennt den Grund, soweit der Server ihn sagt. Senden Sie die Nachricht"
                + " ver\u00e4ndert noch einmal, zum Beispiel ohne den Anhang.";
        case TOO_LARGE ->
            "Senden Sie kleinere Anh\u00e4nge, oder geben Sie sie auf anderem Weg weiter.";
        case EXPIRED -> "Senden Sie die Nachricht sp\u00e4ter noch einmal.";
        case UNROUTABLE ->
            "Wenden Sie sich an Ihre Administration: Die Nachricht ist aufbewahrt und kann von dort"
                + " gesendet werden, sobald ein Weg eingerichtet ist.";
        case MALFORMED -> "Wenden Sie sich an Ihre Administration.";
      };
    }

    @Override
    List<String> labels() {
      return List.of(
          "Antwort von", "Schritt", "Was versucht wurde", "Kennung f\u00fcr R\u00fcckfragen");
    }
  },
  EN {
    @Override
    String subject() {
      return "Undelivered mail";
    }

    @Override
    String greeting(String subject) {
      return "Your message" + quoted(subject, "\u201c", "\u201d") + " could not be delivered to:";
    }

    @Override
    String happened(DeadReason reason) {
      return switch (reason) {
        case SENDER_NOT_ALLOWED -> "No relay account may send messages with your sender address.";
        case RECIPIENT_REFUSED -> "The server at the other end takes nothing for this address.";
        case CONTENT_REFUSED -> "The content of the message was refused.";
        case TOO_LARGE -> "The message is too large.";
        case EXPIRED -> "Every attempt to deliver it failed, and the time for it has run out.";
        case UNROUTABLE -> "No way is set up for your sender address.";
        case MALFORMED -> "The message cannot be read.";
      };
    }

    @Override
    String advice(DeadReason reason) {
      return switch (reason) {
        case SENDER_NOT_ALLOWED ->
            "This is not the recipient's fault. Please ask your administrator: the message is kept"
                + " and can be sent from there through another account.";
        case RECIPIENT_REFUSED ->
            "Check the spelling of the address, or ask the recipient some other way.";
        case CONTENT_REFUSED ->
            "The answer below gives the reason as far as the server tells it. Send the message again"
                + " with a change, for example without the attachment.";
        case TOO_LARGE -> "Send smaller attachments, or pass them on some other way.";
        case EXPIRED -> "Send the message again later.";
        case UNROUTABLE ->
            "Please ask your administrator: the message is kept and can be sent from there once a way"
                + " is set up.";
        case MALFORMED -> "Please ask your administrator.";
      };
    }

    @Override
    List<String> labels() {
      return List.of("Answer from", "Stage", "What was tried", "Id for questions");
    }
  };

  private static final Set<String> GERMAN = Set.of("de", "at", "ch");

  abstract String subject();

  abstract String greeting(String subject);

  abstract String happened(DeadReason reason);

  abstract String advice(DeadReason reason);

  /** Answer from, stage, what was tried, id. */
  abstract List<String> labels();

  /** The languages for a reader, his own first. */
  static List<Wording> of(Address reader) {
    String domain = String.valueOf(reader.domain());
    return GERMAN.contains(domain.substring(domain.lastIndexOf('.') + 1))
        ? List.of(DE, EN)
        : List.of(EN);
  }

  private static String quoted(String subject, String open, String close) {
    return subject.isEmpty() ? "" : " " + open + subject + close;
  }
}
