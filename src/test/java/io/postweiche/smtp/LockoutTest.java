package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockoutTest {
  private final ManualClock clock = new ManualClock();
  private final Lockout lockout = new Lockout(clock);
  private final Peer here = peer("192.0.2.1");
  private final Peer there = peer("198.51.100.1");

  @Test
  void locksTheUserForEverybodyUntilTheTimeIsOver() {
    for (int i = 1; i <= Lockout.FAILURES; i++) {
      assertThat(lockout.isLocked("erp", here)).isFalse();
      lockout.failed("erp", peer("203.0.113." + i));
    }
    assertThat(lockout.isLocked("erp", here)).isTrue();
    assertThat(lockout.isLocked("other", here)).isFalse();
    clock.forward(Lockout.LOCK.minusMillis(1));
    assertThat(lockout.isLocked("erp", here)).isTrue();
    clock.forward(Duration.ofMillis(1));
    assertThat(lockout.isLocked("erp", here)).isFalse();
  }

  @Test
  void locksTheAddressForAllUsers() {
    for (int i = 0; i < Lockout.FAILURES; i++) {
      lockout.failed("user" + i, here);
    }
    assertThat(lockout.isLocked("somebody", here)).isTrue();
    assertThat(lockout.isLocked("somebody", there)).isFalse();
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    for (int i = 0; i < Lockout.FAILURES; i++) {
      lockout.failed("user" + i, peer("2001:db8:0:1::" + i));
    }
    assertThat(lockout.isLocked("somebody", peer("2001:db8:0:1:ffff::1"))).isTrue();
    assertThat(lockout.isLocked("somebody", peer("2001:db8:0:2::1"))).isFalse();
    assertThat(peer("2001:db8:0:1:ffff::1").site()).isEqualTo("2001:db8:0:1:0:0:0:0/64");
    assertThat(peer("::1").site()).isEqualTo("0:0:0:0:0:0:0:1");
  }

  @Test
  void eachFurtherFailureLocksTwiceAsLongUpToAnHour() {
    fail("erp", here, Lockout.FAILURES);
    Duration expected = Lockout.LOCK;
    for (int i = 0; i < 9; i++) {
      clock.forward(expected.minusSeconds(1));
      assertThat(lockout.isLocked("erp", here)).as("lock %d", i).isTrue();
      clock.forward(Duration.ofSeconds(1));
      assertThat(lockout.isLocked("erp", here)).as("lock %d", i).isFalse();
      lockout.failed("erp", here);
      expected = expected.multipliedBy(2);
      expected = expected.compareTo(Lockout.LONGEST) > 0 ? Lockout.LONGEST : expected;
    }
    assertThat(expected).isEqualTo(Lockout.LONGEST);
  }

  @Test
  void strangersDoNotLockOutWhoHasBeenHere() {
    lockout.succeeded("erp", here);
    fail("erp", there, Lockout.FAILURES);
    fail("somebody", here, Lockout.FAILURES);
    assertThat(lockout.isLocked("erp", there)).isTrue();
    assertThat(lockout.isLocked("other", here)).isTrue();
    assertThat(lockout.isLocked("erp", here)).isFalse();
    fail("erp", here, Lockout.FAILURES);
    assertThat(lockout.isLocked("erp", here)).isTrue();
  }

  @Test
  void aLoginOfOnesOwnClearsNothing() {
    fail("erp", there, Lockout.FAILURES - 1);
    lockout.succeeded("own", there);
    lockout.failed("erp", there);
    assertThat(lockout.isLocked("erp", there)).isTrue();
  }

  @Test
  void answersWaitLongerEachTimeAndAllIsForgotten() {
    for (int doublings : new int[] {0, 1, 2, 3, 4, 5, 5}) {
      lockout.failed("erp", here);
      assertThat(lockout.doublings("erp", here)).isEqualTo(doublings);
    }
    assertThat(lockout.doublings("other", here)).isEqualTo(5);
    assertThat(lockout.doublings("erp", there)).isEqualTo(5);
    clock.forward(Lockout.FORGOTTEN.plusSeconds(1));
    lockout.failed("erp", here);
    assertThat(lockout.doublings("erp", here)).isZero();
  }

  /** A million names of 12,000 characters would not fit into the heap of a test. */
  @Test
  void memoryIsBounded() {
    String tail = "x".repeat(12_000);
    for (int i = 0; i < 200_000; i++) {
      lockout.failed(i + tail, here);
    }
    assertThat(lockout.isLocked("erp", here)).isTrue();
    assertThat(lockout.size()).isLessThanOrEqualTo(Lockout.MOST);
  }

  private void fail(String user, Peer peer, int times) {
    for (int i = 0; i < times; i++) {
      lockout.failed(user, peer);
    }
  }

  private static Peer peer(String address) {
    try {
      return new Peer(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
