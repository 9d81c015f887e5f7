package io.aftercare.notification;

/** The messages that leave the house; texts in {@code mail_zh.properties} and {@code mail_en.properties}. */
public enum Template {
    RECEIPT,
    ANSWER,
    PLAN,
    PROGRESS,
    OBSTACLE,
    ASK_CONFIRMATION,
    SURVEY,
    THANKS,
    REMINDER,
    CANCELLED,
    REOPENED,
    MESSAGE,
    ESCALATION
}
