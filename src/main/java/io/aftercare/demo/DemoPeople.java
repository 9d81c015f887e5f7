package io.aftercare.demo;

import java.util.List;

/** Port to the engine's identity tables for the demo's users. */
public interface DemoPeople {

    /** Adds who is missing; everybody's password is the word demo. */
    void add(List<DemoUser> users);

    record DemoUser(String id, String firstName, String lastName, String group) {}
}
