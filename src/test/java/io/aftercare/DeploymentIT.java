package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image copies every layer that the packaged program has, those that change seldom first. */
class DeploymentIT {

    @Test
    void theLayersOfTheImageAreThoseOfTheJar() throws IOException {
        assertThat(layersOfTheImage()).isEqualTo(layersOfTheJar()).hasSizeGreaterThan(2);
    }

    private static List<String> layersOfTheImage() throws IOException {
        return Pattern.compile("(?m)^COPY --from=build /src/layers/([a-z-]+)/ \\./$")
                .matcher(Files.readString(Path.of("docker/Dockerfile")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> layersOfTheJar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "aftercare-*.jar")) {
            try (JarFile jar = new JarFile(jars.iterator().next().toFile())) {
                var index = Objects.requireNonNull(jar.getEntry("BOOT-INF/layers.idx"));
                String layers = new String(jar.getInputStream(index).readAllBytes(), StandardCharsets.UTF_8);
                return Pattern.compile("(?m)^- \"([a-z-]+)\":$")
                        .matcher(layers)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
            }
        }
    }
}
