using Tiphys.Api.ApiRegistration.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.ApiRegistration;

/// <summary>Rules of registered API groups (k8s.io/kube-aggregator, pkg/registry/apiservice).</summary>
public sealed class APIServiceStrategy : ResourceStrategy<APIService>
{
    private const int DefaultPort = 443;

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <summary>Checked with the group and version that it is made of.</summary>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => [];

    /// <inheritdoc/>
    protected override APIService Default(APIService value) => value.Spec.Service is not { } service ? value : value with
    {
        Spec = value.Spec with { Service = service with { Port = service.Port ?? DefaultPort } },
    };

    /// <inheritdoc/>
    protected override APIService PrepareForCreate(RequestContext context, APIService value) => value with
    {
        Status = value.Spec.Service is null ? APIServiceConditions.Set(APIServiceStatus.Empty, APIServiceConditions.Local, context.Clock) : APIServiceStatus.Empty,
    };

    /// <inheritdoc/>
    protected override APIService PrepareForUpdate(RequestContext context, APIService value, APIService old) => context.Subresource == "status"
        ? value with
        {
            Metadata = value.Metadata with
            {
                Labels = old.Metadata.Labels,
                Annotations = old.Metadata.Annotations,
                Finalizers = old.Metadata.Finalizers,
                OwnerReferences = old.Metadata.OwnerReferences,
            },
            Spec = old.Spec,
        }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, APIService value, FieldErrors errors) => APIServiceValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, APIService value, APIService old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            APIServiceValidation.ValidateStatus(value.Status, errors);
        }
        else
        {
            APIServiceValidation.Validate(value, errors);
        }
    }
}
