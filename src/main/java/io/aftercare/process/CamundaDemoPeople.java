package io.aftercare.process;

import io.aftercare.demo.DemoPeople;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's users in the engine's identity tables. */
@Component
@Profile("demo")
class CamundaDemoPeople implements DemoPeople {

    private final IdentityService identity;

    CamundaDemoPeople(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public void add(List<DemoUser> users) {
        for (DemoUser demoUser : users) {
            if (identity.createUserQuery().userId(demoUser.id()).count() == 0) {
                User user = identity.newUser(demoUser.id());
                user.setFirstName(demoUser.firstName());
                user.setLastName(demoUser.lastName());
                user.setEmail(demoUser.id() + "@aftercare.example");
                user.setPassword("demo");
                identity.saveUser(user);
            }
            if (identity.createGroupQuery().groupId(demoUser.group()).count() == 0) {
                Group group = identity.newGroup(demoUser.group());
                group.setName(demoUser.group());
                group.setType("WORKFLOW");
                identity.saveGroup(group);
            }
            if (identity.createUserQuery()
                            .userId(demoUser.id())
                            .memberOfGroup(demoUser.group())
                            .count()
                    == 0) {
                identity.createMembership(demoUser.id(), demoUser.group());
            }
        }
    }
}
