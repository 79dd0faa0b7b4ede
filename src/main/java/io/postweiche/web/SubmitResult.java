package io.postweiche.web;

import io.postweiche.core.mail.Receipt;

/** What became of a mail handed in over HTTP: its id and whether it is stored. */
public record SubmitResult(String id, Receipt receipt) {}
