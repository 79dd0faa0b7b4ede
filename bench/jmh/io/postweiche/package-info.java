/** Benchmarks (JMH) of what takes values in and gives values out; {@code bench/micro} runs them. */
package io.postweiche;
