package io.dialtone.conf;

/** What is exported or imported. */
public enum ExchangeKind {
    /** Messages that flow from the exporter to the importer. */
    STREAM,
    /** Requests that flow from the importer to the exporter, and answers back. */
    SERVICE
}
