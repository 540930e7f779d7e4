using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Handlers;

/// <summary>
/// Checks the writes of one kind against what lies outside the object, such as its namespace or what the user may do. What it finds stands
/// before that of the kind's own validation, in the same answer.
/// </summary>
internal interface IWriteValidator
{
    /// <summary>The kind.</summary>
    GroupVersionKind Kind { get; }

    /// <summary>Checks a write; <paramref name="old"/> is null for a create.</summary>
    void Validate(RequestContext context, IKubernetesObject value, IKubernetesObject? old, FieldErrors errors);
}
