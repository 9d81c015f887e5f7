package io.aftercare.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of the one login; Spring Security itself takes what it posts. */
@Controller
class LoginController {

    private static final Set<String> REASONS = Set.of("no-group", "name-taken", "name-unusable", "provider");

    private final ObjectProvider<SingleSignOn> singleSignOn;

    LoginController(ObjectProvider<SingleSignOn> singleSignOn) {
        this.singleSignOn = singleSignOn;
    }

    @GetMapping("/login")
    @PreAuthorize("permitAll()")
    String page(@RequestParam(required = false) @Nullable String refused, Model model) {
        SingleSignOn provider = singleSignOn.getIfAvailable();
        if (provider != null) {
            model.addAttribute("provider", provider);
            model.addAttribute("refused", refused != null && REASONS.contains(refused) ? refused : null);
        }
        return "login";
    }
}
