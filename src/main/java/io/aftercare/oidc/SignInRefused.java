package io.aftercare.oidc;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** The provider knows the person, and yet he does not come in; the login page says why (S16). */
class SignInRefused extends OAuth2AuthenticationException {

    static final String NO_GROUP = "no-group";
    static final String NAME_TAKEN = "name-taken";
    static final String NAME_UNUSABLE = "name-unusable";

    SignInRefused(String reason) {
        super(new OAuth2Error(reason));
    }
}
