using Tiphys.Api.Certificates.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Certificates;

/// <summary>Rules of certificate signing requests (pkg/registry/certificates): the status and approval paths each change only their own part.</summary>
public sealed class SigningRequestStrategy : ResourceStrategy<CertificateSigningRequest>
{
    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.signerName"];

    /// <inheritdoc/>
    protected override string? SelectableField(CertificateSigningRequest value, string field) => field == "spec.signerName" ? value.Spec.SignerName : null;

    // Who asks is not what the client says.
    /// <inheritdoc/>
    protected override CertificateSigningRequest PrepareForCreate(RequestContext context, CertificateSigningRequest value) => value with
    {
        Spec = value.Spec with
        {
            Username = context.User.Name,
            UID = context.User.Uid,
            Groups = context.User.Groups,
            Extra = context.User.Extra.IsEmpty ? default : context.User.Extra,
        },
        Status = CertificateSigningRequestStatus.Empty,
    };

    /// <inheritdoc/>
    protected override CertificateSigningRequest PrepareForUpdate(RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old) =>
        context.Subresource switch
        {
            "status" => value with
            {
                Spec = old.Spec,
                Status = value.Status with { Conditions = RequestConditions.WithTimes(RequestConditions.Keep(value.Status.Conditions, old.Status.Conditions), old, context.Clock) },
            },
            "approval" => value with
            {
                Spec = old.Spec,
                Status = old.Status with { Conditions = RequestConditions.WithTimes(value.Status.Conditions, old, context.Clock) },
            },
            _ => value with { Spec = old.Spec, Status = old.Status },
        };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, CertificateSigningRequest value, FieldErrors errors) =>
        SigningRequestValidation.Validate(value, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors) =>
        SigningRequestValidation.ValidateUpdate(value, old, context.Subresource, errors);
}
