package io.aftercare.demo;

/** Port to what keeps nodes that start at the same moment from adding the same things twice. */
public interface StartAlone {

    void alone(Runnable adding);
}
