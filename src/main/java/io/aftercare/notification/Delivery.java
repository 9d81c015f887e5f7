package io.aftercare.notification;

/** The way a message leaves; LOG stands in where there is no mail address (an SMS gateway is to come). */
public enum Delivery {
    MAIL,
    /** A robot in a group chat of the house (企业微信, 钉钉). */
    ROBOT,
    LOG,
    /** Another system: events of the ledger. */
    WEBHOOK
}
