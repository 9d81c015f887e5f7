package io.aftercare.attachment;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** The files of one form: all of them are kept, or none (L15: a file that is too large is never dropped in silence). */
public final class Uploads {

    private Uploads() {}

    /** The ids of the kept files; a field that was left empty counts for nothing. */
    public static List<String> keep(Attachments attachments, @Nullable List<MultipartFile> files, String broughtBy)
            throws IOException {
        List<MultipartFile> chosen = files == null
                ? List.of()
                : files.stream()
                        .filter(file -> file.getSize() > 0
                                || (file.getOriginalFilename() != null
                                        && !file.getOriginalFilename().isEmpty()))
                        .toList();
        AttachmentProperties limits = attachments.limits();
        if (chosen.size() > limits.filesAtOnce()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.attachments-many", limits.filesAtOnce());
        }
        List<String> ids = new ArrayList<>();
        try {
            for (MultipartFile file : chosen) {
                try (InputStream content = file.getInputStream()) {
                    ids.add(attachments
                            .keep(NewFile.upload(file.getOriginalFilename(), content, broughtBy))
                            .id());
                }
            }
        } catch (ProblemException refused) {
            ids.forEach(attachments::drop);
            throw refused;
        }
        return ids;
    }
}
