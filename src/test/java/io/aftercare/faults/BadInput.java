package io.aftercare.faults;

import io.aftercare.MySqlServer;
import io.aftercare.fuzz.Fuzzing;
import java.util.Map;

/** R12: malformed input for every endpoint of the API is refused in words, and nothing breaks. */
final class BadInput {

    private BadInput() {}

    static Report everywhere(MySqlServer.Database database, int perEndpoint, long seed) throws Exception {
        try (Scene scene = new Scene("r12", database, 1, Map.of())) {
            scene.startAll();
            Fuzzing fuzzing = new Fuzzing(scene.addresses().get(0), seed);
            fuzzing.run(perEndpoint, 4);
            fuzzing.faults().stream().limit(50).forEach(System.out::println);
            return new Report(
                    "r12", "malformed input at every endpoint", fuzzing.faults().isEmpty(), fuzzing.summary());
        }
    }
}
