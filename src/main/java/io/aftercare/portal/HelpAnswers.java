package io.aftercare.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody has answered on {@code /help} so far, and the ids of the files that he has brought. */
record HelpAnswers(Map<String, String> fields, List<String> files) {

    static final HelpAnswers NONE = new HelpAnswers(Map.of(), List.of());

    HelpAnswers {
        fields = Map.copyOf(fields);
        files = List.copyOf(files);
    }

    /** Blank counts as not answered. */
    @Nullable
    String get(String field) {
        String value = fields.get(field);
        return value == null || value.isBlank() ? null : value.strip();
    }

    boolean is(String field, String value) {
        return value.equals(fields.get(field));
    }

    HelpAnswers with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return new HelpAnswers(all, files);
    }

    HelpAnswers withFiles(List<String> more) {
        List<String> all = new ArrayList<>(files);
        all.addAll(more);
        return new HelpAnswers(fields, all);
    }

    HelpAnswers withoutFile(String id) {
        return new HelpAnswers(
                fields, files.stream().filter(file -> !file.equals(id)).toList());
    }
}
