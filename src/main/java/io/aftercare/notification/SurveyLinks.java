package io.aftercare.notification;

/**
 * Addresses of surveys: the outbox keeps only the number of an invitation, the address is put in when the message
 * leaves, so that no stored row opens a survey.
 */
public interface SurveyLinks {

    /** Absolute address of the survey that the invitation opens. */
    String url(long invitation);
}
