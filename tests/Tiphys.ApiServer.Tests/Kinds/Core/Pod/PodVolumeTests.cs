namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class PodVolumeTests
{
    private const string Path = "spec.volumes[0].";

    [Theory]
    [InlineData("gitRepo", "{}", "Required gitRepo.repository")]
    [InlineData("gitRepo", """{"repository": "r", "directory": "/a/.."}""", "Invalid gitRepo.directory; Invalid gitRepo.directory")]
    [InlineData("gcePersistentDisk", """{"partition": 256}""", "Required persistentDisk.pdName; Invalid persistentDisk.partition")]
    [InlineData("awsElasticBlockStore", """{"partition": -1}""", "Required awsElasticBlockStore.volumeID; Invalid awsElasticBlockStore.partition")]
    [InlineData("iscsi", """{"targetPortal": "", "iqn": "x", "lun": 256}""", "Required iscsi.targetPortal; Invalid iscsi.iqn; Invalid iscsi.lun")]
    [InlineData("iscsi", """{"targetPortal": "1.2.3.4", "iqn": "eui.x", "lun": 0, "chapAuthSession": true}""", "Invalid iscsi.iqn; Required iscsi.secretRef")]
    [InlineData("iscsi", """{"targetPortal": "1.2.3.4", "iqn": "naa.62004567BA64678D0123456789ABCDEF", "lun": 0, "initiatorName": "iqn.bad"}""", "Invalid iscsi.initiatorname")]
    [InlineData("glusterfs", "{}", "Required glusterfs.endpoints; Required glusterfs.path")]
    [InlineData("flocker", "{}", "Required flocker")]
    [InlineData("flocker", """{"datasetName": "a/b", "datasetUUID": "c"}""", "Invalid flocker; Invalid flocker.datasetName")]
    [InlineData("rbd", "{}", "Required rbd.monitors; Required rbd.image")]
    [InlineData("cinder", """{"secretRef": {}}""", "Required cinder.volumeID; Required cinder.secretRef.name")]
    [InlineData("cephfs", "{}", "Required cephfs.monitors")]
    [InlineData("quobyte", """{"registry": "a,b:1"}""", "Invalid quobyte.registry; Required quobyte.volume")]
    [InlineData("fc", "{}", "Required fc.targetWWNs")]
    [InlineData("fc", """{"targetWWNs": ["a"], "wwids": ["b"]}""", "Invalid fc.targetWWNs; Required fc.lun")]
    [InlineData("flexVolume", """{"options": {"K8S.io/x": ""}}""", "Required flexVolume.driver; Invalid flexVolume.options[K8S.io/x]")]
    [InlineData("azureFile", "{}", "Required azureFile.secretName; Required azureFile.shareName")]
    [InlineData("vsphereVolume", "{}", "Required vsphereVolume.volumePath")]
    [InlineData("photonPersistentDisk", "{}", "Required photonPersistentDisk.pdID")]
    [InlineData("portworxVolume", "{}", "Required portworxVolume.volumeID")]
    [InlineData("azureDisk", """{"kind": "Managed", "cachingMode": "Bad"}""", "Required azureDisk.diskName; Required azureDisk.diskURI; NotSupported azureDisk.cachingMode; NotSupported azureDisk.diskURI")]
    [InlineData("storageos", """{"volumeName": "A", "volumeNamespace": "B", "secretRef": {}}""", "Invalid storageos.volumeName; Invalid storageos.volumeNamespace; Required storageos.secretRef.name")]
    [InlineData("scaleIO", "{}", "Required scaleIO.gateway; Required scaleIO.system; Required scaleIO.volumeName")]
    [InlineData("csi", "{}", "Required csi.driver")]
    [InlineData("csi", """{"driver": "a_", "nodePublishSecretRef": {"name": "A"}}""", "Invalid csi.driver; Invalid csi.name")]
    [InlineData("ephemeral", "{}", "Required ephemeral.volumeClaimTemplate")]
    [InlineData("ephemeral", """{"volumeClaimTemplate": {"metadata": {"name": "n", "uid": "u", "labels": {"-": ""}}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}}}""", "Invalid ephemeral.volumeClaimTemplate.metadata.labels; Forbidden ephemeral.volumeClaimTemplate.metadata.name; Forbidden ephemeral.volumeClaimTemplate.metadata.uID")]
    [InlineData("projected", """{"sources": [{"serviceAccountToken": {"path": "t", "expirationSeconds": 1}}]}""", "Invalid projected.sources[0].serviceAccountToken.expirationSeconds; Forbidden projected.sources[0].serviceAccountToken")]
    [InlineData("projected", """{"sources": [{"clusterTrustBundle": {}, "secret": {"name": "s"}}]}""", "")]
    public void Each_kind_of_volume_has_its_rules(string kind, string source, string errors) => Assert.Equal(
        errors.Replace(kind, Path + kind, StringComparison.Ordinal).Replace("persistentDisk.", Path + "persistentDisk.", StringComparison.Ordinal),
        RuleCheck.OfNew(PodSample.Least, "spec/volumes", $$"""[{"name": "v", "{{kind}}": {{source}}}]"""));

    [Theory]
    [InlineData("downwardAPI", "downwarAPI")]
    [InlineData("cephfs", "cephFS")]
    [InlineData("gcePersistentDisk", "gcePersistentDisk")]
    public void A_second_source_is_refused_under_upstreams_name(string kind, string shown) => Assert.Equal(
        $"Forbidden spec.volumes[0].{shown}",
        RuleCheck.OfNew(PodSample.Least, "spec/volumes", $$$"""[{"name": "v", "emptyDir": {}, "{{{kind}}}": {}}]"""));

    [Fact]
    public void Names_that_are_made_from_a_volumes_name_must_be_good()
    {
        var name = new string('v', 60);
        Assert.Equal("Invalid spec.volumes[0].name", RuleCheck.OfNew(
            PodSample.Least,
            "spec/volumes",
            $$"""[{"name": "{{name}}", "iscsi": {"targetPortal": "1.2.3.4", "iqn": "iqn.2015-02.example.com:t", "lun": 0, "initiatorName": "iqn.2015-02.example.com:i"} }]"""));
        Assert.Equal("Invalid spec.volumes[0].name", RuleCheck.OfNew(
            RuleCheck.Change(PodSample.Least, "metadata/name", $"\"{new string('p', 252)}\""),
            "spec/volumes",
            """[{"name": "v", "ephemeral": {"volumeClaimTemplate": {"spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}}}}]"""));
    }
}
