package io.aftercare.security;

import io.aftercare.problem.ProblemException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one login: people and groups are those of the engine's identity tables, which the Admin app maintains. Guessing
 * is throttled for one name from one address, so that nobody locks a colleague out from elsewhere; a throttled, an
 * unknown and a mistyped login get the same answer after the same work (S12, S13).
 */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(EngineAuthenticationProvider.class);

    private static final int LONGEST = 200;
    private static final int GUESSES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_SUSPECTS = 10_000;

    private final ObjectProvider<IdentityService> identity;
    private final ObjectProvider<SingleSignOn> singleSignOn;
    private final RateLimits limits;
    private final TransactionTemplate transaction;

    /** Who guessed wrong lately, here: only they pay for a look at what all nodes counted. */
    private final Map<String, Boolean> suspects = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_SUSPECTS;
        }
    });

    EngineAuthenticationProvider(
            ObjectProvider<IdentityService> identity,
            ObjectProvider<SingleSignOn> singleSignOn,
            RateLimits limits,
            TransactionTemplate transaction) {
        this.identity = identity;
        this.singleSignOn = singleSignOn;
        this.limits = limits;
        this.transaction = transaction;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        Object password = attempt.getCredentials();
        if (name == null || name.isBlank() || name.length() > LONGEST || !(password instanceof String given)) {
            throw new BadCredentialsException("incomplete");
        }
        String guesser = "login:" + name + " from " + address(attempt);
        if (isThrottled(guesser)) {
            throw new BadCredentialsException("throttled");
        }
        UsernamePasswordAuthenticationToken signedIn = checked(name, given);
        if (signedIn == null) {
            count(guesser, name);
            throw new BadCredentialsException("refused");
        }
        if (belongsToTheProvider(name)) {
            throw new BadCredentialsException("refused");
        }
        suspects.remove(guesser);
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

    private boolean isThrottled(String guesser) {
        try {
            return suspects.containsKey(guesser) && limits.isReached(guesser, GUESSES, WINDOW);
        } catch (DataAccessException databaseAway) {
            throw new InternalAuthenticationServiceException("not now", databaseAway);
        }
    }

    /** The engine writes down a failure of somebody whom it knows; for a stranger as much is written, so that time tells nothing. */
    private void count(String guesser, String name) {
        suspects.put(guesser, true);
        boolean known = identity.getObject().createUserQuery().userId(name).count() > 0;
        try {
            limits.take(guesser, GUESSES, WINDOW);
            if (!known) {
                limits.take("stranger " + guesser, GUESSES, WINDOW);
            }
        } catch (ProblemException once) {
            LOG.debug("From now on throttled");
        }
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    private @Nullable UsernamePasswordAuthenticationToken checked(String name, String password) {
        try {
            return look(name, password);
        } catch (OptimisticLockingException sameUserAtTheSameMoment) {
            return look(name, password);
        }
    }

    /** One transaction for password, name and groups: programs bring their password with each call (P1). */
    private @Nullable UsernamePasswordAuthenticationToken look(String name, String password) {
        return transaction.execute(status -> {
            if (!identity.getObject().checkPassword(name, password)) {
                return null;
            }
            User user = identity.getObject().createUserQuery().userId(name).singleResult();
            return user == null
                    ? null
                    : UsernamePasswordAuthenticationToken.authenticated(user.getId(), null, roles(user.getId()));
        });
    }

    private List<GrantedAuthority> roles(String user) {
        return identity.getObject().createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .<GrantedAuthority>map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
    }
}
