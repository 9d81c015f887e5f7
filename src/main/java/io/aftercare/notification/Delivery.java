package io.aftercare.notification;

/** The way a message leaves; LOG stands in where there is no other way. */
public enum Delivery {
    MAIL,
    /** A robot in a group chat of the house (企业微信, 钉钉). */
    ROBOT,
    LOG,
    /** A short message, from a template that the operators have approved (E-07). */
    SMS,
    /** Another system: events, and messages to customers who came by a channel. */
    WEBHOOK
}
