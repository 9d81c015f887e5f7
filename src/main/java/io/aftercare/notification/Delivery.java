package io.aftercare.notification;

/** The way a message leaves; LOG stands in where there is no mail address (an SMS gateway is to come). */
public enum Delivery {
    MAIL,
    LOG
}
