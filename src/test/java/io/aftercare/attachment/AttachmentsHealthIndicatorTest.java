package io.aftercare.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.util.unit.DataSize;

/** Whether a node may have work, by its directory of files. */
class AttachmentsHealthIndicatorTest {

    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "f123456789abcdef0123456789abcdef";

    private final AttachmentMapper attachments = mock(AttachmentMapper.class);
    private final AttachmentProperties properties = mock(AttachmentProperties.class);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void where() {
        when(properties.directory()).thenReturn(directory);
        when(properties.largestFile()).thenReturn(DataSize.ofMegabytes(25));
    }

    @Test
    void aNewHouseIsReady() {
        when(attachments.findNewest(anyInt())).thenReturn(List.of());
        assertThat(indicator(true).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aNodeWithADirectoryOfItsOwnIsNotReadyUntilItHasTheFilesOfTheHouse() throws Exception {
        when(attachments.findNewest(anyInt())).thenReturn(List.of(ONE, OTHER));
        AttachmentsHealthIndicator indicator = indicator(true);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(indicator(false).health().getStatus()).isEqualTo(Status.UP);
        Files.createFile(Files.createDirectories(directory.resolve("f1")).resolve(OTHER));
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        indicator.health();
        // known is known
        verify(attachments, times(2)).findNewest(anyInt());
    }

    private AttachmentsHealthIndicator indicator(boolean checked) {
        return new AttachmentsHealthIndicator(
                properties, new FileStore(properties, Clock.systemUTC()), attachments, checked);
    }
}
