package io.aftercare.oidc;

import io.aftercare.security.Fingerprint;
import io.aftercare.security.StaffAccounts;
import io.aftercare.security.StaffAccounts.Account;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Accounts of the people of an identity provider (S16). Issuer and sub own an account for ever, whatever the person is
 * called later; an account of the table is never taken over because name or address are equal, only where an
 * administrator wrote it down in {@code aftercare.oidc.links}.
 */
@Service
@Profile("oidc")
public class OidcAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(OidcAccounts.class);

    private final OidcAccountMapper accounts;
    private final StaffAccounts staff;
    private final OidcProperties properties;
    private final TransactionOperations transactions;
    private final Clock clock;

    OidcAccounts(
            OidcAccountMapper accounts,
            StaffAccounts staff,
            OidcProperties properties,
            TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.staff = staff;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Visitor(
            String issuer,
            String subject,
            String wish,
            String firstName,
            String lastName,
            @Nullable String email) {}

    /** His id in the house, where he now belongs to exactly these groups. */
    @Transactional
    String signIn(Visitor visitor, Set<String> groups) {
        String person = Fingerprint.of(visitor.issuer() + "\n" + visitor.subject());
        OidcAccount known = accounts.lock(person);
        String userId = known == null ? newId(visitor) : known.userId();
        if (known == null) {
            accounts.insert(person, visitor.issuer(), visitor.subject(), userId, clock.instant());
        } else {
            accounts.signedIn(person, clock.instant());
        }
        staff.put(new Account(userId, visitor.firstName(), visitor.lastName(), visitor.email()), groups);
        return userId;
    }

    private String newId(Visitor visitor) {
        String handedOver = properties.links().entrySet().stream()
                .filter(link -> link.getValue().equals(visitor.subject()))
                .map(link -> link.getKey())
                .findFirst()
                .orElse(null);
        if (handedOver != null) {
            return handedOver;
        }
        String id = visitor.wish().toLowerCase(Locale.ROOT);
        if (!id.matches(StaffAccounts.ID)) {
            throw new SignInRefused(SignInRefused.NAME_UNUSABLE);
        }
        if (staff.exists(id)
                || accounts.findByUser(id) != null
                || properties.links().containsKey(id)) {
            throw new SignInRefused(SignInRefused.NAME_TAKEN);
        }
        return id;
    }

    @Transactional(readOnly = true)
    public boolean owns(String user) {
        return accounts.findByUser(user) != null;
    }

    /** True for everybody who is not the provider's. */
    @Transactional(readOnly = true)
    public boolean vouchesFor(String user) {
        OidcAccount account = accounts.findByUser(user);
        return account == null
                || account.signedInAt().plus(properties.signInAgainAfter()).isAfter(clock.instant());
    }

    /** Who left the house comes no more; he must not stay among those to whom work and letters go. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void dropGroupsOfTheAbsent() {
        try {
            var before = clock.instant().minus(properties.forgetGroupsAfter());
            for (String user : accounts.findUsersAwaySince(before)) {
                transactions.executeWithoutResult(status -> {
                    if (accounts.dropGroups(user, before, clock.instant()) > 0) {
                        staff.leaveAllGroups(user);
                    }
                });
            }
        } catch (DataAccessException e) {
            LOG.warn("People who left keep their groups while the database is away: {}", e.toString());
        }
    }
}
