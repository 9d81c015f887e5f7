package io.aftercare.registration;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param emergencyWords words in a description that suggest danger or an outage (D1); compared without case */
@Validated
@ConfigurationProperties("aftercare.registration")
record RegistrationProperties(@NotNull List<String> emergencyWords) {}
