using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Volumes: kinds that are gone, and files that hide each other.</content>
internal static partial class PodWarnings
{
    private static IEnumerable<string> OfVolumes(ApiList<Volume> volumes, FieldPath path) =>
        volumes.SelectMany((volume, index) => OfVolume(volume.VolumeSource, path.Index(index)));

    private static IEnumerable<string> OfVolume(VolumeSource source, FieldPath path) =>
    [
        .. When(source.PhotonPersistentDisk is not null, path.Child("photonPersistentDisk"), "deprecated in v1.11, non-functional in v1.16+"),
        .. When(source.GitRepo is not null, path.Child("gitRepo"), "deprecated in v1.11, and disabled by default in v1.33+"),
        .. When(source.ScaleIO is not null, path.Child("scaleIO"), "deprecated in v1.16, non-functional in v1.22+"),
        .. When(source.Flocker is not null, path.Child("flocker"), "deprecated in v1.22, non-functional in v1.25+"),
        .. When(source.StorageOS is not null, path.Child("storageOS"), "deprecated in v1.22, non-functional in v1.25+"),
        .. When(source.Quobyte is not null, path.Child("quobyte"), "deprecated in v1.22, non-functional in v1.25+"),
        .. When(source.Glusterfs is not null, path.Child("glusterfs"), "deprecated in v1.25, non-functional in v1.26+"),
        .. source.Ephemeral?.VolumeClaimTemplate is { } template
            ? PersistentVolumeWarnings.OfSpec(template.Spec, path.Child("ephemeral").Child("volumeClaimTemplate").Child("spec"))
            : [],
        .. When(source.CephFS is not null, path.Child("cephfs"), "deprecated in v1.28, non-functional in v1.31+"),
        .. When(source.RBD is not null, path.Child("rbd"), "deprecated in v1.28, non-functional in v1.31+"),
    ];

    private static IEnumerable<string> OfOverlaps(ApiList<Volume> volumes)
    {
        foreach (var volume in volumes)
        {
            var source = volume.VolumeSource;
            IEnumerable<string> overlaps = source switch
            {
                { ConfigMap: { } configMap } => Overlaps($"ConfigMap {FieldErrors.Quote(configMap.LocalObjectReference.Name)}", Files(configMap.Items, "")),
                { Secret: { } secret } => Overlaps($"Secret {FieldErrors.Quote(secret.SecretName)}", Files(secret.Items, "")),
                { DownwardAPI: { } downward } => Overlaps("DownwardAPI", Files(downward.Items, "")),
                { Projected: { } projected } => OfProjected(projected),
                _ => [],
            };
            foreach (var overlap in overlaps)
            {
                yield return $"volume {FieldErrors.Quote(volume.Name)} {overlap}";
            }
        }
    }

    private static IEnumerable<string> OfProjected(ProjectedVolumeSource projected) =>
    [
        .. projected.Sources.Where(source => source == VolumeProjection.Empty).Select(_ => "(Projected) has no sources provided"),
        .. Overlaps("Projected", projected.Sources.SelectMany(Files)),
    ];

    private static IEnumerable<(string Path, string Source)> Files(VolumeProjection projection) => projection switch
    {
        { ConfigMap: { Items.IsDefault: false } configMap } => Files(configMap.Items, $"ConfigMap {FieldErrors.Quote(configMap.LocalObjectReference.Name)}"),
        { Secret: { Items.IsDefault: false } secret } => Files(secret.Items, $"Secret {FieldErrors.Quote(secret.LocalObjectReference.Name)}"),
        { DownwardAPI: { Items.IsDefault: false } downward } => Files(downward.Items, "DownwardAPI"),
        { ServiceAccountToken: { } token } => [(token.Path, "ServiceAccountToken")],
        _ => [],
    };

    private static IEnumerable<(string Path, string Source)> Files(ApiList<KeyToPath> items, string source) => items.Select(item => (item.Path, source));

    private static IEnumerable<(string Path, string Source)> Files(ApiList<DownwardAPIVolumeFile> items, string source) => items.Select(item => (item.Path, source));

    private static IEnumerable<string> Overlaps(string volume, IEnumerable<(string Path, string Source)> files)
    {
        var before = new List<(string Path, string Source)>();
        foreach (var (path, source) in files)
        {
            var file = (Path: path.TrimEnd('/'), Source: source);
            foreach (var other in before.Where(other => IsWithin(file.Path, other.Path) || IsWithin(other.Path, file.Path)))
            {
                yield return $"({volume}): overlapping paths: {Shown(file)} with {Shown(other)}";
            }

            before.Add(file);
        }
    }

    private static bool IsWithin(string path, string parent) =>
        path.Length > 0 && parent.Length > 0 && (path + "/").StartsWith(parent + "/", StringComparison.Ordinal);

    private static string Shown((string Path, string Source) file) =>
        FieldErrors.Quote(file.Path) + (file.Source.Length > 0 ? $" ({file.Source})" : "");
}
