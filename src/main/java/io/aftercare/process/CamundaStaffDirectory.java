package io.aftercare.process;

import io.aftercare.security.StaffDirectory;
import io.aftercare.transaction.OncePerTransaction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** People and groups from the engine's identity tables. */
@Component
class CamundaStaffDirectory implements StaffDirectory {

    private final ObjectProvider<IdentityService> identity;
    private final OncePerTransaction<String, Person> people = new OncePerTransaction<>(this::read);

    CamundaStaffDirectory(ObjectProvider<IdentityService> identity) {
        this.identity = identity;
    }

    @Override
    public List<Person> members(String group) {
        return identity.getObject().createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                .filter(user -> user.getEmail() != null && !user.getEmail().isBlank())
                .map(CamundaStaffDirectory::person)
                .toList();
    }

    @Override
    public @Nullable Person find(String id) {
        return people.of(id);
    }

    private @Nullable Person read(String id) {
        User user = identity.getObject().createUserQuery().userId(id).singleResult();
        return user == null ? null : person(user);
    }

    @Override
    public List<String> groups(String id) {
        return identity.getObject().createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .toList();
    }

    @Override
    public boolean hasAddress(String email) {
        return identity.getObject().createUserQuery().list().stream()
                .anyMatch(user -> email.equalsIgnoreCase(user.getEmail()));
    }

    private static Person person(User user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new Person(user.getId(), name.isEmpty() ? user.getId() : name, user.getEmail());
    }
}
