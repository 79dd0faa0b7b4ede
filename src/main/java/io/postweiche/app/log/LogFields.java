package io.postweiche.app.log;

import java.util.Map;

/**
 * The one argument of a log line that is more than text: as JSON its fields stand by themselves.
 */
public interface LogFields {
  /** In place of the text, which would say everything twice. */
  String message();

  /** By name, in order: text, numbers, flags, and lists of text. */
  Map<String, Object> fields();

  /** As text, in one line. */
  @Override
  String toString();
}
