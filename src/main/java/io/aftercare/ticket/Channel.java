package io.aftercare.ticket;

/** How the customer came to us (E-06, 4-01). */
public enum Channel {
    PHONE,
    WEB,
    APP,
    EMAIL,
    WECHAT,
    MINI_PROGRAM,
    CHAT,
    SOCIAL,
    STORE,
    MARKETPLACE,
    REGULATOR;

    /** A case that also lies elsewhere and never ends by itself here (E-06). */
    public boolean isForeign() {
        return this == MARKETPLACE || this == REGULATOR;
    }
}
