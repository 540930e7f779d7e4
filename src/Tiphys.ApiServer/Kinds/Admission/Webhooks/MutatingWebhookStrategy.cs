using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Admission;

/// <summary>Rules of mutating webhooks (pkg/registry/admissionregistration/mutatingwebhookconfiguration).</summary>
public sealed class MutatingWebhookStrategy : ResourceStrategy<MutatingWebhookConfiguration>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override MutatingWebhookConfiguration Default(MutatingWebhookConfiguration value) =>
        value with { Webhooks = value.Webhooks.Map(AdmissionDefaults.Apply) };

    /// <inheritdoc/>
    protected override MutatingWebhookConfiguration PrepareForCreate(RequestContext context, MutatingWebhookConfiguration value) => Generations.First(value);

    /// <inheritdoc/>
    protected override MutatingWebhookConfiguration PrepareForUpdate(
        RequestContext context, MutatingWebhookConfiguration value, MutatingWebhookConfiguration old) => Generations.Bump(value, old, item => item.Webhooks);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, MutatingWebhookConfiguration value, FieldErrors errors) =>
        WebhookValidation.Validate(Views(value), null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(
        RequestContext context, MutatingWebhookConfiguration value, MutatingWebhookConfiguration old, FieldErrors errors) =>
        WebhookValidation.Validate(Views(value), Views(old), errors);

    private static List<WebhookView> Views(MutatingWebhookConfiguration value) => [.. value.Webhooks.Select(WebhookView.Of)];
}
