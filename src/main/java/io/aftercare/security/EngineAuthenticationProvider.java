package io.aftercare.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * The one login: people and groups are those of the engine's identity tables, which the Admin app maintains. The engine
 * throttles guessing (each failure doubles a pause, the tenth locks until an administrator unlocks); a locked, an
 * unknown and a mistyped login get the same answer.
 */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private static final int LONGEST = 200;

    private final ObjectProvider<IdentityService> identity;
    private final ObjectProvider<SingleSignOn> singleSignOn;

    EngineAuthenticationProvider(ObjectProvider<IdentityService> identity, ObjectProvider<SingleSignOn> singleSignOn) {
        this.identity = identity;
        this.singleSignOn = singleSignOn;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        Object password = attempt.getCredentials();
        if (name == null || name.isBlank() || name.length() > LONGEST || !(password instanceof String given)) {
            throw new BadCredentialsException("incomplete");
        }
        if (!passwordFits(name, given) || belongsToTheProvider(name)) {
            throw new BadCredentialsException("refused");
        }
        User user = identity.getObject().createUserQuery().userId(name).singleResult();
        if (user == null) {
            throw new BadCredentialsException("unknown");
        }
        UsernamePasswordAuthenticationToken signedIn =
                UsernamePasswordAuthenticationToken.authenticated(user.getId(), null, roles(user.getId()));
        signedIn.setDetails(attempt.getDetails());
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** The same person with the groups he has now; null when he is no longer there or has to sign in again. */
    @Nullable
    Authentication refresh(Authentication known) {
        String name = known.getName();
        SingleSignOn provider = singleSignOn.getIfAvailable();
        if (identity.getObject().createUserQuery().userId(name).count() == 0
                || provider != null && !provider.vouchesFor(name)) {
            return null;
        }
        if (known instanceof OAuth2AuthenticationToken token) {
            OAuth2AuthenticationToken refreshed = new OAuth2AuthenticationToken(
                    token.getPrincipal(), roles(name), token.getAuthorizedClientRegistrationId());
            refreshed.setDetails(token.getDetails());
            return refreshed;
        }
        UsernamePasswordAuthenticationToken refreshed =
                UsernamePasswordAuthenticationToken.authenticated(name, null, roles(name));
        refreshed.setDetails(known.getDetails());
        return refreshed;
    }

    /** Even if an administrator gave him a password: who was barred there must not come in here. */
    private boolean belongsToTheProvider(String name) {
        SingleSignOn provider = singleSignOn.getIfAvailable();
        return provider != null && provider.owns(name);
    }

    private boolean passwordFits(String name, String password) {
        try {
            return identity.getObject().checkPassword(name, password);
        } catch (OptimisticLockingException sameUserAtTheSameMoment) {
            return identity.getObject().checkPassword(name, password);
        }
    }

    private List<GrantedAuthority> roles(String user) {
        return identity.getObject().createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .<GrantedAuthority>map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
    }
}
