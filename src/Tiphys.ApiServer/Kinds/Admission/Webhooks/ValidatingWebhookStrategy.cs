using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of validating webhooks (pkg/registry/admissionregistration/validatingwebhookconfiguration).</summary>
public sealed class ValidatingWebhookStrategy : ResourceStrategy<ValidatingWebhookConfiguration>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override ValidatingWebhookConfiguration Default(ValidatingWebhookConfiguration value) =>
        value with { Webhooks = value.Webhooks.Map(AdmissionDefaults.Apply) };

    /// <inheritdoc/>
    protected override ValidatingWebhookConfiguration PrepareForCreate(RequestContext context, ValidatingWebhookConfiguration value) => Generations.First(value);

    /// <inheritdoc/>
    protected override ValidatingWebhookConfiguration PrepareForUpdate(
        RequestContext context, ValidatingWebhookConfiguration value, ValidatingWebhookConfiguration old) => Generations.Bump(value, old, item => item.Webhooks);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ValidatingWebhookConfiguration value, FieldErrors errors) =>
        WebhookValidation.Validate(Views(value), null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(
        RequestContext context, ValidatingWebhookConfiguration value, ValidatingWebhookConfiguration old, FieldErrors errors) =>
        WebhookValidation.Validate(Views(value), Views(old), errors);

    private static List<WebhookView> Views(ValidatingWebhookConfiguration value) => [.. value.Webhooks.Select(WebhookView.Of)];
}
