package io.aftercare.mailbox;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.notification.Languages;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.Problems;
import io.aftercare.ticket.Timeline;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the files of a mail, outside its transaction; what is not taken is named, so that nobody waits for it. */
@Component
class MailFiles {

    private final Attachments attachments;
    private final Problems problems;
    private final Locale house;

    MailFiles(Attachments attachments, Problems problems, Languages languages) {
        this.attachments = attachments;
        this.problems = problems;
        this.house = languages.house();
    }

    Kept keep(Letter letter) {
        List<String> ids = new ArrayList<>();
        Map<String, String> pictures = new HashMap<>();
        List<String> refused = new ArrayList<>();
        for (Letter.Piece piece : letter.files()) {
            try {
                Attachment kept = attachments.keepAnyKind(new NewFile(
                        piece.name(),
                        piece.type(),
                        new ByteArrayInputStream(piece.content()),
                        Timeline.CUSTOMER,
                        piece.inline(),
                        piece.contentId()));
                ids.add(kept.id());
                @Nullable String contentId = piece.contentId();
                if (contentId != null && kept.type().startsWith("image/")) {
                    pictures.put(contentId, kept.id());
                }
            } catch (ProblemException refusal) {
                refused.add(
                        (piece.name() == null ? "?" : piece.name()) + " (" + problems.sentence(refusal, house) + ")");
            }
        }
        return new Kept(ids, pictures, refused);
    }

    /** Takes back what was kept for a mail that was not taken in after all. */
    void drop(Kept kept) {
        kept.ids().forEach(attachments::drop);
    }

    /** {@code pictures}: ids by Content-ID; {@code refused}: names with the reason. */
    record Kept(List<String> ids, Map<String, String> pictures, List<String> refused) {

        static final Kept NOTHING = new Kept(List.of(), Map.of(), List.of());
    }
}
