package io.aftercare.security;

import java.util.List;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Port to a login by an identity provider beside the table login (issue 5.6, S16); absent unless a profile brings one. */
public interface SingleSignOn {

    /** What the house calls its provider, for the button. */
    String name();

    /** Where the button leads. */
    String entrance();

    void addTo(HttpSecurity http) throws Exception;

    /** Origins that the form of the sign-out may lead on to. */
    List<String> signOutOrigins();

    /** People of the provider have no password here, whatever the tables hold. */
    boolean owns(String user);

    /** False for a person of the provider who has to show himself there again. */
    boolean vouchesFor(String user);
}
