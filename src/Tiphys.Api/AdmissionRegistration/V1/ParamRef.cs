using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Locates parameter objects for a policy binding, either by name or by label.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ParamRef", Atomic = true)]
public sealed partial record ParamRef
{
    /// <summary>Name of the single parameter object; exclusive with a selector.</summary>
    [ApiField("name", 1, OmitEmpty = true)]
    public partial string Name { get; init; }

    /// <summary>Namespace to search for parameters; when unset, that of the examined object is used.</summary>
    [ApiField("namespace", 2, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }

    /// <summary>Label selector for parameter objects, each evaluated in turn; exclusive with a name.</summary>
    [ApiField("selector", 3, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Whether to Allow or Deny when no parameter object exists; Deny defers to the failure policy.</summary>
    [ApiField("parameterNotFoundAction", 4, OmitEmpty = true, TypeName = "v1.ParameterNotFoundActionType")]
    public partial string? ParameterNotFoundAction { get; init; }
}
