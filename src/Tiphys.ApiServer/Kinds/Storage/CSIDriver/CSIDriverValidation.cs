using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of CSI drivers (pkg/apis/storage/validation).</summary>
internal static class CSIDriverValidation
{
    private const int ShortestTokenSeconds = 600;
    private const int ShortestPeriodSeconds = 10;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(CSIDriverSpec spec, FieldErrors errors)
    {
        if (spec.FSGroupPolicy is { } policy)
        {
            errors.CheckSupported(Path.Child("fsGroupPolicy"), policy, FSGroupPolicy.File, FSGroupPolicy.None, FSGroupPolicy.ReadWriteOnceWithFSType);
        }

        CheckTokens(spec.TokenRequests, errors, Path.Child("tokenRequests"));
        foreach (var mode in spec.VolumeLifecycleModes)
        {
            errors.CheckSupported(Path.Child("volumeLifecycleModes"), mode, VolumeLifecycleMode.Persistent, VolumeLifecycleMode.Ephemeral);
        }

        if (spec.NodeAllocatableUpdatePeriodSeconds is < ShortestPeriodSeconds and { } period)
        {
            errors.Invalid(Path.Child("nodeAllocatableUpdatePeriodSeconds"), period, "must be greater than or equal to 10 seconds");
        }

        if (spec.ServiceAccountTokenInSecrets is { } inSecrets && spec.TokenRequests.IsEmpty)
        {
            errors.InvalidValue(
                Path.Child("serviceAccountTokenInSecrets"),
                inSecrets ? "true" : "false",
                "serviceAccountTokenInSecrets is set but no tokenRequests are specified");
        }
    }

    public static void ValidateUpdate(CSIDriverSpec spec, CSIDriverSpec old, FieldErrors errors)
    {
        Validate(spec, errors);
        errors.CheckImmutable(Path.Child("attachedRequired"), spec.AttachRequired, old.AttachRequired, flag => flag == true ? "true" : "false");
        errors.CheckImmutable(
            Path.Child("volumeLifecycleModes"),
            spec.VolumeLifecycleModes,
            old.VolumeLifecycleModes,
            modes => $"[{string.Join(',', modes.Select(FieldErrors.Quote))}]");
    }

    private static void CheckTokens(ApiList<TokenRequest> tokens, FieldErrors errors, FieldPath path)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!audiences.Add(tokens[i].Audience))
            {
                errors.Duplicate(path.Index(i).Child("audience"), tokens[i].Audience);
                continue;
            }

            var seconds = tokens[i].ExpirationSeconds;
            if (seconds < ShortestTokenSeconds)
            {
                errors.Invalid(path.Index(i).Child("expirationSeconds"), seconds.Value, "may not specify a duration less than 10 minutes");
            }

            if (seconds > 1L << 32)
            {
                errors.Invalid(path.Index(i).Child("expirationSeconds"), seconds.Value, "may not specify a duration larger than 2^32 seconds");
            }
        }
    }
}
