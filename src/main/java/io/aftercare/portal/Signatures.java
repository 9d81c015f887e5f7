package io.aftercare.portal;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Timeline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A customer's signature under "solved" (2-08): drawn with finger or mouse, or, for whoever cannot, his typed name. */
@Component
class Signatures {

    private static final String PICTURE = "data:image/png;base64,";
    private static final int LONGEST_PICTURE = 400_000;
    private static final int LONGEST_NAME = 100;

    private final Attachments attachments;

    Signatures(Attachments attachments) {
        this.attachments = attachments;
    }

    /** The id of the kept signature; empty when he gave none. */
    Optional<String> keep(@Nullable String drawn, @Nullable String typed) {
        if (drawn != null && !drawn.isBlank()) {
            return Optional.of(picture(drawn));
        }
        if (typed == null || Checks.isBlank(typed)) {
            return Optional.empty();
        }
        String name = Checks.text("signedName", typed, LONGEST_NAME).strip();
        return Optional.of(
                keep("signature.txt", name.getBytes(StandardCharsets.UTF_8)).id());
    }

    private String picture(String drawn) {
        if (!drawn.startsWith(PICTURE) || drawn.length() > LONGEST_PICTURE) {
            throw unreadable();
        }
        byte[] picture;
        try {
            picture = Base64.getDecoder().decode(drawn.substring(PICTURE.length()));
        } catch (IllegalArgumentException noBase64) {
            throw unreadable();
        }
        Attachment kept = keep("signature.png", picture);
        if (!kept.type().equals("image/png") || !kept.picture()) {
            attachments.drop(kept.id());
            throw unreadable();
        }
        return kept.id();
    }

    private Attachment keep(String name, byte[] content) {
        return attachments.keep(NewFile.upload(name, new ByteArrayInputStream(content), Timeline.CUSTOMER));
    }

    private static ProblemException unreadable() {
        return new ProblemException(ProblemType.RULE_REFUSES, "portal.sign.unreadable");
    }
}
