using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Observed state of a custom resource definition.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus")]
public sealed partial record CustomResourceDefinitionStatus
{
    /// <summary>Latest observations about the definition, holding one entry for each condition type.</summary>
    [ApiField("conditions", 1, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"])]
    public partial ApiList<CustomResourceDefinitionCondition> Conditions { get; init; }

    /// <summary>Names actually in use for serving, which can differ from those requested on conflict.</summary>
    [ApiField("acceptedNames", 2, Optional = true)]
    public partial CustomResourceDefinitionNames AcceptedNames { get; init; }

    /// <summary>Versions in which objects have ever been persisted; listed versions cannot be removed from the spec.</summary>
    [ApiField("storedVersions", 3, Optional = true)]
    public partial ApiList<string> StoredVersions { get; init; }

    /// <summary>Generation of the definition that was last processed.</summary>
    [ApiField("observedGeneration", 4, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }
}
