package io.postweiche.core.mail;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** The bytes of a message (RFC 5322), readable any number of times until closed. */
public interface Content extends Closeable {
  /** Octets that {@link #open} will give. */
  long size();

  InputStream open() throws IOException;

  @Override
  default void close() throws IOException {}

  default void writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  default byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }

  /** These bytes, in memory. */
  static Content of(byte[] bytes) {
    return new InMemory(bytes);
  }

  /** {@code head} followed by this content; closing it closes this. */
  default Content behind(byte[] head) {
    return new Prefixed(head, this);
  }

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a mail would cost memory
  record InMemory(byte[] array) implements Content {
    @Override
    public long size() {
      return array.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(array);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(array);
    }

    @Override
    public byte[] bytes() {
      return array;
    }
  }

  /** A few bytes, then another content. */
  @SuppressWarnings("ArrayRecordComponent")
  record Prefixed(byte[] head, Content rest) implements Content {
    @Override
    public long size() {
      return head.length + rest.size();
    }

    @Override
    public InputStream open() throws IOException {
      return new SequenceInputStream(new ByteArrayInputStream(head), rest.open());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(head);
      rest.writeTo(out);
    }

    @Override
    public byte[] bytes() throws IOException {
      byte[] behind = rest.bytes();
      byte[] all = Arrays.copyOf(head, head.length + behind.length);
      System.arraycopy(behind, 0, all, head.length, behind.length);
      return all;
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }
}
