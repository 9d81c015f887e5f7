package io.aftercare.oidc;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;

/** Asks the provider for its addresses at the first sign-in, not at the start: Aftercare starts while the provider is away. */
class OidcRegistration implements ClientRegistrationRepository {

    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};

    private final OidcProperties properties;
    private final RestClient http;
    private volatile @Nullable ClientRegistration found;

    OidcRegistration(OidcProperties properties, RestClient http) {
        this.properties = properties;
        this.http = http;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(OidcSignOn.REGISTRATION)) {
            return null;
        }
        ClientRegistration known = found;
        if (known == null) {
            known = discover();
            found = known;
        }
        return known;
    }

    private ClientRegistration discover() {
        String issuer = properties.issuer();
        Map<String, Object> metadata = http.get()
                .uri(URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration"))
                .retrieve()
                .body(METADATA);
        if (metadata == null || !issuer.equals(metadata.get("issuer"))) {
            throw new IllegalStateException(
                    "The identity provider calls itself something else than aftercare.oidc.issuer");
        }
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(metadata)
                .registrationId(OidcSignOn.REGISTRATION)
                .clientName(properties.name())
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .scope(properties.scopes());
        if (properties.clientSecret().isEmpty()) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        return registration.build();
    }

    /** Origins of the provider, as far as they are known without asking it. */
    List<String> origins() {
        List<String> origins = new ArrayList<>();
        origins.add(origin(properties.issuer()));
        ClientRegistration known = found;
        if (known != null
                && known.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint")
                        instanceof String end) {
            origins.add(origin(end));
        }
        return origins.stream().distinct().toList();
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
