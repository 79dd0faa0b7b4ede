package io.postweiche.testing;

/** What a {@link ScriptedRelay} does when a line of its script speaks. */
enum ScriptedDeed {
  REPLY,
  CLOSE,
  RESET,
  STALL,
  FREEZE,
  DRIP,
  FLOOD
}
