package io.aftercare.process;

import io.aftercare.security.StaffAccounts;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/** People of an identity provider in the engine's own tables, so that Tasklist, letters and substitutes see them (ADR 0016). */
@Component
class CamundaStaffAccounts implements StaffAccounts {

    private final ObjectProvider<IdentityService> identity;
    private final BytesKeyGenerator passwords = KeyGenerators.secureRandom(32);

    CamundaStaffAccounts(ObjectProvider<IdentityService> identity) {
        this.identity = identity;
    }

    @Override
    public boolean exists(String id) {
        return identity.getObject().createUserQuery().userId(id).count() > 0;
    }

    @Override
    public Set<String> knownGroups() {
        return identity.getObject().createGroupQuery().list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
    }

    @Override
    public void put(Account account, Set<String> groups) {
        EngineCalls.run(() -> {
            IdentityService people = identity.getObject();
            User known = people.createUserQuery().userId(account.id()).singleResult();
            User user = known == null ? people.newUser(account.id()) : known;
            user.setFirstName(account.firstName());
            user.setLastName(account.lastName());
            user.setEmail(account.email());
            user.setPassword(unknownPassword());
            people.saveUser(user);
            Set<String> leaving = memberships(account.id());
            leaving.removeAll(groups);
            leaving.forEach(group -> people.deleteMembership(account.id(), group));
            Set<String> joining = new TreeSet<>(groups);
            joining.removeAll(memberships(account.id()));
            joining.forEach(group -> people.createMembership(account.id(), group));
        });
    }

    @Override
    public void leaveAllGroups(String id) {
        EngineCalls.run(
                () -> memberships(id).forEach(group -> identity.getObject().deleteMembership(id, group)));
    }

    private Set<String> memberships(String id) {
        return identity.getObject().createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nobody ever learns it; its form meets the engine's password policy. */
    private String unknownPassword() {
        return "Aa1!" + HexFormat.of().formatHex(passwords.generateKey());
    }
}
