using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of ingresses (pkg/registry/networking/ingress).</summary>
public sealed class IngressStrategy : ResourceStrategy<Ingress>
{
    /// <inheritdoc/>
    protected override Ingress PrepareForCreate(RequestContext context, Ingress value) => Generations.First(value with { Status = IngressStatus.Empty });

    /// <inheritdoc/>
    protected override Ingress PrepareForUpdate(RequestContext context, Ingress value, Ingress old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Ingress value, FieldErrors errors) => IngressValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Ingress value, Ingress old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            IngressValidation.ValidateStatus(value, old, errors);
        }
        else
        {
            IngressValidation.ValidateUpdate(value, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Ingress value, Ingress? old) => old is null ? IngressValidation.Warnings(value) : [];
}
