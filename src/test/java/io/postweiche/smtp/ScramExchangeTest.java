package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import io.postweiche.config.AllowedSenders;
import io.postweiche.config.ListenUser;
import io.postweiche.config.PasswordHash;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of SCRAM-SHA-256 to the letter: the example of RFC 7677 and what is none. */
class ScramExchangeTest {
  /** The RFC's user; keys computed with Python's hashlib. */
  static final String PENCIL =
      "{scram-sha-256}4096$W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
          + "$wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String LAST = "c=biws,r=" + NONCE + ",p=" + PROOF;

  private final ScramUsers users =
      new ScramUsers(Map.of("user", new ListenUser(new PasswordHash(PENCIL), AllowedSenders.ANY)));

  @Test
  void playsTheExampleOfTheRfc() throws Refused {
    ScramExchange exchange = exchange();
    assertThat(exchange.next(FIRST).challenge())
        .isEqualTo(Base64Text.of("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
    ScramProof proof = (ScramProof) exchange.next(LAST).login();
    assertThat(proof.user()).isEqualTo("user");
    assertThat(proof.isGood(users.keys("user"))).isTrue();
    assertThat(proof.confirmation(users.keys("user")))
        .isEqualTo(Base64Text.of("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    assertThat(proof).hasToString("ScramProof[user, ***]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "n",
        "n,,",
        "n,,n=user",
        "n,,n=user,",
        "n,,n=user,r=",
        "n,n=user,r=abc",
        "x,,n=user,r=abc",
        "N,,n=user,r=abc",
        "p,,n=user,r=abc",
        "nn,,n=user,r=abc",
        "n,user,n=user,r=abc",
        "n,a=,n=user,r=abc",
        "n,,m=x,n=user,r=abc",
        "n,,r=abc,n=user",
        "n,,n=,r=abc",
        "n,,n=a=2c,r=abc",
        "n,,n=a=,r=abc",
        "n,,n=a=4,r=abc",
        "n,,n=user,r=a\u0007c",
        "n,,n=user,r=a c",
        "n,,n=user,r=\u00fc",
        "n,,n=user,r=abc,",
        "n,,n=user,r=abc,xx",
        "n,,n=user,r=abc,1=x",
        "n,,n=user,r=abc,x="
      })
  void whatIsNoFirstMessageIsMalformed(String text) {
    assertThat(refusal(exchange(), text)).isEqualTo(Replies.badResponse());
  }

  @Test
  void aNonceHasAnEnd() throws Refused {
    String longest = "x".repeat(256);
    String challenge = Objects.requireNonNull(exchange().next("n,,n=u,r=" + longest).challenge());
    assertThat(SmtpReply.challenge(challenge).wire()).isEqualTo("334 " + challenge + "\r\n");
    assertThat(refusal(exchange(), "n,,n=u,r=x" + longest)).isEqualTo(Replies.badResponse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"p=tls-exporter,,n=user,r=abc", "n,a=admin,n=user,r=abc"})
  void bindingToTlsAndOtherNamesAreNotOffered(String text) {
    assertThat(refusal(exchange(), text).wire()).startsWith("535 5.7.8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=" + NONCE,
        "r=" + NONCE + ",c=biws,p=" + PROOF,
        ",p=" + PROOF,
        "c=biws,r=" + NONCE + ",p=",
        "c=biws,r=" + NONCE + ",p=AAAA",
        LAST + "A",
        LAST + ",x=y",
        "c=biws,r=" + NONCE + ",p=!!!!",
        "c=biws,r=" + NONCE + ",,p=" + PROOF,
        "c=biws,p=" + PROOF + ",r=" + NONCE
      })
  void whatIsNoLastMessageIsMalformed(String text) throws Refused {
    ScramExchange exchange = exchange();
    exchange.next(FIRST);
    assertThat(refusal(exchange, text)).isEqualTo(Replies.badResponse());
  }

  /** Well formed, and false in one place: another flag, nonce, extension or proof. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c=eSws,r=" + NONCE + ",p=" + PROOF,
        "c=biw=,r=" + NONCE + ",p=" + PROOF,
        "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=" + PROOF,
        "c=biws,r=" + NONCE + "0,p=" + PROOF,
        "c=biws,r=" + NONCE + ",x=y,p=" + PROOF,
        "c=biws,r=" + NONCE + ",p=eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "c=biws,r=" + NONCE + ",p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void whatWasTamperedWithProvesNothing(String text) throws Refused {
    ScramExchange exchange = exchange();
    exchange.next(FIRST);
    ScramProof proof = (ScramProof) exchange.next(text).login();
    assertThat(proof.isGood(users.keys("user"))).isFalse();
  }

  /** The user of the first message, changed on its way: the proof is over what we heard. */
  @Test
  void theProofCoversTheFirstMessage() throws Refused {
    for (String first : new String[] {"y,,n=user,r=rOprNGfwEbeRWgbNEkqO", FIRST + ",x=y"}) {
      ScramExchange exchange = exchange();
      exchange.next(first);
      ScramProof proof = (ScramProof) exchange.next(LAST).login();
      assertThat(proof.isGood(users.keys("user"))).isFalse();
    }
  }

  /** Somebody in between took away what the client offered, or hands on another server's nonce. */
  @ParameterizedTest
  @CsvSource({"biws,'',true", "eSws,'',false", "biws,0,false"})
  void aTrueProofOverOtherFlagsOrAnotherNonceProvesNothing(String flags, String more, boolean good)
      throws Refused {
    ScramExchange exchange = exchange();
    String challenge = Objects.requireNonNull(exchange.next(FIRST).challenge());
    String last = "c=" + flags + ",r=" + NONCE + more;
    String dialogue = FIRST.substring(3) + "," + Base64Text.decode(challenge) + "," + last;
    ScramProof proof = (ScramProof) exchange.next(last + ",p=" + pencil(dialogue)).login();
    assertThat(proof.isGood(users.keys("user"))).isEqualTo(good);
  }

  /** The proof of one who knows the password. */
  private static String pencil(String dialogue) {
    ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
    byte[] salt = Base64.getDecoder().decode(PENCIL.split("\\$")[1]);
    byte[] salted =
        ScramFunctions.saltedPassword(
            mechanism, StringPreparation.SASL_PREPARATION, "pencil".toCharArray(), salt, 4096);
    byte[] key = ScramFunctions.clientKey(mechanism, salted);
    byte[] stored = ScramFunctions.storedKey(mechanism, key);
    byte[] signature = ScramFunctions.clientSignature(mechanism, stored, dialogue);
    return Base64.getEncoder().encodeToString(ScramFunctions.clientProof(key, signature));
  }

  private ScramExchange exchange() {
    return new ScramExchange(users, NONCE.substring(20));
  }

  private static SmtpReply refusal(ScramExchange exchange, String text) {
    return catchThrowableOfType(Refused.class, () -> exchange.next(text)).reply();
  }
}
