package io.dialtone.routing;

/** Takes the nodes that match a subject. */
interface NodeSink {
    void add(SubjectNode node);
}
