package io.aftercare.oidc;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.oidc.OidcAccounts.Visitor;
import io.aftercare.security.Groups;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** Reads what Keycloak and its like say of a person: names, and roles or groups wherever the house's provider puts them. */
class OidcClaims {

    private static final Set<String> NEVER_UNASKED = Set.of(Groups.ADMIN, Groups.CHANNELS);
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 254;

    private final OidcProperties properties;
    private final ObjectMapper json;
    private final List<JsonPointer> roleClaims;

    OidcClaims(OidcProperties properties, ObjectMapper json) {
        this.properties = properties;
        this.json = json;
        String client = properties.clientId().replace("~", "~0").replace("/", "~1");
        this.roleClaims = properties.roleClaims().stream()
                .map(pointer -> JsonPointer.compile(pointer.replace("{client-id}", client)))
                .toList();
    }

    /** Of all that the provider says only what the house has a group for. */
    Set<String> groups(Map<String, Object> claims, Set<String> known) {
        JsonNode tree = json.valueToTree(claims);
        Set<String> groups = new TreeSet<>();
        for (JsonPointer pointer : roleClaims) {
            JsonNode said = tree.at(pointer);
            if (said.isTextual()) {
                add(said.textValue(), known, groups);
            }
            said.elements().forEachRemaining(role -> {
                if (role.isTextual()) {
                    add(role.textValue(), known, groups);
                }
            });
        }
        return groups;
    }

    private void add(String role, Set<String> known, Set<String> groups) {
        String mapped = properties.roles().get(role);
        // Keycloak writes groups as paths
        String own = role.startsWith("/") ? role.substring(1) : role;
        if (mapped != null) {
            if (known.contains(mapped)) {
                groups.add(mapped);
            }
        } else if (known.contains(own) && !NEVER_UNASKED.contains(own)) {
            groups.add(own);
        }
    }

    Visitor visitor(OidcIdToken token, Map<String, Object> claims) {
        String email = text(claims, "email", LONGEST_ADDRESS);
        boolean verified = Boolean.TRUE.equals(claims.get("email_verified"));
        return new Visitor(
                token.getIssuer().toString(),
                token.getSubject(),
                // whole: a name that was cut could be another's
                claims.get(properties.userClaim()) instanceof String wish ? wish : "",
                orEmpty(text(claims, "given_name", LONGEST_NAME)),
                orEmpty(text(claims, "family_name", LONGEST_NAME)),
                verified ? email : null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String text(Map<String, Object> claims, String claim, int longest) {
        if (!(claims.get(claim) instanceof String given)) {
            return null;
        }
        String plain = given.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.codePointCount(0, plain.length()) <= longest
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, longest));
    }
}
